"""Fits the weights of `src/sameness/weights.rs`.

    pip install numpy scipy onnxruntime tokenizers snowballstemmer
    python3 crates/search/train/sameness.py MODEL_FOLDER [HELD_OUT problems.txt]

MODEL_FOLDER holds the ONNX form of the sentence model with its tokenizer.json. Run from the repository's root.
It measures pairs as `src/matches.rs` does (in memory), fits a logistic model to the problems of
`assets/sameness/problems.txt` and, at half weight, to the demo's problems (no repeats among them), and prints
five-fold figures by problem, figures on a held-out file if one is named, and the weights.
The weights in the repository were made by this code (before the two scripts that it was were joined).
"""
import json
import math
import re
import sys
from collections import Counter

import numpy as np
import onnxruntime
import snowballstemmer
import tokenizers
from scipy.optimize import minimize

MODEL = sys.argv[1]
TOK = tokenizers.Tokenizer.from_file(MODEL + "/tokenizer.json")
TOK.no_padding(); TOK.no_truncation()
ASSETS = "crates/search/assets/"
V = np.fromfile(ASSETS + "static-256/vectors.i8", "i1").reshape(-1, 256).astype("f4")
V *= np.fromfile(ASSETS + "static-256/scales.f32", "<f4")[:, None]
OPTIONS = onnxruntime.SessionOptions(); OPTIONS.intra_op_num_threads = 1
NET = onnxruntime.InferenceSession(MODEL + "/model.onnx", OPTIONS)
KEPT = {}


def static(text):
    ids = TOK.encode(text, add_special_tokens=False).ids[:512]
    v = V[ids].sum(0) if ids else np.zeros(256, "f4")
    n = np.linalg.norm(v)
    return v / n if n else v


def mini(text):
    if text not in KEPT:
        ids = TOK.encode(text).ids
        i = np.array([ids[:127] + ids[-1:] if len(ids) > 128 else ids])
        KEPT[text] = NET.run(None, {"input_ids": i, "attention_mask": np.ones_like(i)})[0][0]
    return KEPT[text]


ST=snowballstemmer.stemmer('english')
STOP=set(re.findall(r'"([a-z]+)"',open('crates/search/src/words/stop.rs').read().split('];')[0]))
def words(t):
    w=[x.replace("’","'").lower() for x in re.findall(r"[\w’']+",t)]
    w=[x[:-2] if x.endswith("'s") else x.replace("'","") for x in w]
    w=[x for x in w if x]
    k=[x for x in w if x not in STOP]
    return ST.stemWords(k or w)
def opening(t):
    parts=[p for p in re.split(r'[.!?\n]',t)[:-1] if len(p.split())>=4]
    return t[:t.index(parts[0])+len(parts[0])] if parts else t
def tri(t):
    t=' '+re.sub(r'[^a-z0-9]+',' ',t.lower()); return {t[i:i+3] for i in range(len(t)-2)}
K1,B=1.2,.75
class Corpus:
    def __init__(s,docs):  # (title, body)
        s.docs=docs; s.tw=[words(a) for a,b in docs]; s.bw=[words(b) if b else [] for a,b in docs]
        s.n=len(docs); s.df={}
        for a,b in zip(s.tw,s.bw):
            for w in set(a)|set(b): s.df[w]=s.df.get(w,0)+1
        s.mt=np.mean([len(a) for a in s.tw]); s.mb=np.mean([len(a) for a in s.bw])
        s.tc=[Counter(a) for a in s.tw]; s.bc=[Counter(a) for a in s.bw]
        s.E={}
        for nm,f in (('s',static),('m',mini)):
            s.E[nm]=(np.array([f(a+'. '+b if b else a) for a,b in docs]),np.array([f(a) for a,b in docs]))
        s.tri=[tri(a) for a,b in docs]
    def idf(s,w): d=s.df.get(w,0); return math.log(1+(max(s.n,d)-d+.5)/(d+.5))
    def query(s,text,kind,exclude=(),k=12,wts=None):
        w=words(text); c=Counter(w)
        terms=sorted(c,key=lambda x:(-s.idf(x)*(1+math.log(c[x])),x))[:20]
        own=2*sum(s.idf(x) for x in terms); ownsq=sum(s.idf(x)**2 for x in terms)
        v=(static if kind=='s' else mini)(text)
        cw=s.E[kind][0]@v; ct=s.E[kind][1]@(static(opening(text)) if kind=='s' else v)
        bm=np.zeros(s.n)
        sat=lambda cnt,l,m: cnt*(K1+1)/(cnt+K1*(1-B+B*l/m)) if cnt else 0
        for x in terms:
            if x not in s.df: continue
            i=s.idf(x)
            for d in range(s.n):
                if s.tc[d][x] or s.bc[d][x]: bm[d]+=i*(2*sat(s.tc[d][x],len(s.tw[d]),s.mt)+sat(s.bc[d][x],len(s.bw[d]),max(s.mb,1)))
        bos=np.minimum(bm/max(own,1e-6),1.5)
        table=cw if kind=='s' else s.E['s'][0]@static(text)
        sc=cw+.3*ct+.05*bos if kind=='s' else cw+.25*ct+.2*table+.2*bos
        order=[d for d in np.argsort(-sc,kind='stable') if d not in exclude]
        around=order[:250]; D=s.E[kind][0]; order=around[:50]
        for d in order: sc[d]-=.5*np.sort([D[d]@D[o] for o in around if o!=d])[::-1][:10].mean()
        order.sort(key=lambda d:-sc[d])
        out=[]
        for r,d in enumerate(order[:k]):
            nxt=[sc[x] for x in order[r+1:r+11]]
            bag=set(s.tw[d])|set(s.bw[d]); tt=set(s.tw[d])
            t2=sum(s.idf(x)**2 for x in bag); ti2=sum(s.idf(x)**2 for x in tt)
            st=sum(s.idf(x)**2 for x in terms if x in bag); sti=sum(s.idf(x)**2 for x in terms if x in tt)
            dself=sum(s.idf(x)*(2*(x in tt)+(x in set(s.bw[d]))) for x in bag)
            q3=tri(text[:400]); b3=len(q3&s.tri[d]); a3=len(q3|s.tri[d])
            dw=len(s.tw[d])+len(s.bw[d]); qw=len(w)
            top=[sc[x] for x in order[:11] if x!=d][:10]
            out.append((d,dict(cos_whole=cw[d],cos_title=ct[d],bm25_over_self=bos[d],bm25_over_doc_self=min(bm[d]/max(dself,1e-6),1.5),
              idf_cos_title=sti/math.sqrt(ownsq*ti2) if ownsq*ti2>0 else 0,idf_cos_text=st/math.sqrt(ownsq*t2) if ownsq*t2>0 else 0,
              trigram_overlap=b3/a3 if a3 else 0,length_ratio=min(dw,qw)/max(dw,qw,1),margin_second=sc[d]-(nxt[0] if nxt else 0),margin_mean=sc[d]-(np.mean(nxt) if nxt else 0),
              log_length=math.log(1+qw),score=sc[d],rank=r)))
        return out,order
def retold(path):
    L=[l.strip().split('|') for l in open(path) if l.strip()]
    docs=[];rel={};tell=[]
    for i,f in enumerate(L):
        for t in ((f[0],f[1]),(f[2],f[3])): docs.append(t); tell.append((i,len(docs)-1,t[0]+'. '+t[1],'tell'))
        tell.append((i,None,f[4],'short'))
        docs.append((f[5],f[6])); tell.append((None,len(docs)-1,f[5]+'. '+f[6],'near:%d'%i))
    Q=[]
    for i,self_,text,kind in tell:
        right={3*i,3*i+1}-{self_} if i is not None else set()
        near={3*i+2} if i is not None else set()
        Q.append((text,self_,right,near,kind,i))
    return docs,Q
def demo():
    docs=[];Q=[]
    for p in ('a','b'):
        for blk in open('crates/lyceum/src/demo/texts/problems-%s.txt'%p).read().split('\n\n'):
            t=re.search(r'^title: (.*)',blk,re.M); 
            if not t: continue
            b=re.search(r'^body: (.*)',blk,re.M); docs.append((t[1],b[1] if b else ''))
            for r in re.findall(r'^retold: (.*)',blk,re.M): Q.append((r.split('|',3)[3].strip(),None,{len(docs)-1},set(),'demo',None))
    for i in range(0,len(docs),2): Q.append((docs[i][0]+'. '+docs[i][1],i,set(),set(),'demoself',None))
    return docs,Q
def rows(docs,Q,kind,k=10,wts=None):
    c=Corpus(docs); out=[]; firsts=[];tens=[];ap=[]
    for qi,(text,self_,right,near,qk,grp) in enumerate(Q):
        hits,order=c.query(text,kind,exclude={self_},k=k,wts=wts)
        if right:
            firsts.append(order[0] in right); tens.append(bool(set(order[:10])&right))
        for d,e in hits: e['near']=d in near; e['y']=d in right; e['q']=qi; e['qk']=qk; e['grp']=grp; e['d']=d; out.append(e)
    return out,np.mean(firsts) if firsts else 0,np.mean(tens) if tens else 0
def X(rows,F): return np.array([[r[f] for f in F] for r in rows])
def fit(rows,F,w=None,l2=1.0,pos=()):
    x=X(rows,F); mu=x.mean(0); sd=x.std(0)+1e-9; z=(x-mu)/sd; y=np.array([r['y'] for r in rows],float); w=np.ones(len(y)) if w is None else w
    def f(p):
        s=z@p[1:]+p[0]; return (w*(np.logaddexp(0,s)-y*s)).sum()+l2*(p[1:]**2).sum()/2, None
    def g(p):
        s=z@p[1:]+p[0]; e=w*(1/(1+np.exp(-s))-y); return np.r_[e.sum(), z.T@e+l2*p[1:]]
    bounds=[(None,None)]+[(0,None) if f_ in pos else (None,None) for f_ in F]
    r=minimize(lambda p:f(p)[0],np.zeros(len(F)+1),jac=g,bounds=bounds,method='L-BFGS-B')
    b=r.x[1:]/sd; return np.r_[r.x[0]-b@mu,b]
def prob(rows,F,b): return 1/(1+np.exp(-(b[0]+X(rows,F)@b[1:])))
def report(rows,p,t=.8):
    y=np.array([r['y'] for r in rows],float); near=np.array([r['near'] for r in rows]); rk=np.array([r['rank'] for r in rows])
    o=[]
    for nm,m in (('all10',rk<10),('first',rk==0),('top5',rk<5)):
        e=0
        for i in range(10):
            k=m&(p>=i/10)&(p<(i+1)/10+(i==9)*1e-6)
            if k.sum(): e+=k.sum()/m.sum()*abs(p[k].mean()-y[k].mean())
        c=m&(p>=t); o.append('%s ece %.3f claims %d prec %.2f'%(nm,e,c.sum(),y[c].mean() if c.sum() else 1))
    nq=len({r['q'] for r in rows if r['near']}) or 1
    c=(p>=t)
    nearclaimed=(c&near).sum(); nearq={r['q'] for r,cc in zip(rows,c) if cc and r['qk'].startswith('near')}; nn=len({r['q'] for r in rows if r['qk'].startswith('near')}) or 1
    tp=len({r['q'] for r,cc in zip(rows,c) if cc and r['y']}); nt=len({r['q'] for r in rows if r['qk'] in('tell','short')}) or 1
    return '; '.join(o)+'; near doc claimed %d of %d pairs, near query claimed %d/%d, repeats claimed %.2f'%(nearclaimed,near.sum(),len(nearq),nn,tp/nt)

F = ["cos_whole", "margin_mean", "idf_cos_text", "log_length", "first"]
RAISE = ("cos_whole", "margin_mean", "first")


def prepared(found):
    for r in found:
        r["first"] = 1 / (1 + r["rank"])
        r["idf_cos_text"] = min(r["idf_cos_text"], 0.3)
    return found


for kind in "sm":
    A = prepared(rows(*retold(ASSETS + "sameness/problems.txt"), kind)[0])
    D = prepared([r for r in rows(*demo(), kind)[0] if r["qk"] == "demoself"])
    fold = np.array([(int(r["qk"].split(":")[1]) if r["qk"].startswith("near") else r["grp"]) % 5 for r in A])
    weigh = lambda some: np.r_[np.ones(len(some)), 0.5 * np.ones(len(D))]
    p = np.zeros(len(A))
    for f in range(5):
        rest = [r for r, x in zip(A, fold) if x != f]
        p[fold == f] = prob([r for r, x in zip(A, fold) if x == f], F, fit(rest + D, F, weigh(rest), pos=RAISE))
    b = fit(A + D, F, weigh(A), pos=RAISE)
    print("with the model" if kind == "m" else "without", report(A, p))
    if len(sys.argv) > 2:
        R = prepared(rows(*retold(sys.argv[2]), kind)[0])
        print("  held out:", report(R, prob(R, F, b)))
    print("  weights:", dict(zip(["base"] + F, [float(x) for x in b.round(3)])))
