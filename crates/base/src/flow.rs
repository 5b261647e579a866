//! A flow of largest size and, among those, of least cost, by successive shortest paths with potentials (Edmonds and
//! Karp 1972; Tomizawa 1971): exact for whole numbers. Small on purpose.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

struct Arc {
    to: usize,
    room: i64,
    cost: i64,
    /// Its opposite in the list of `to`.
    back: usize,
}

/// A network of nodes 0..n with arcs of limited room.
pub struct Network {
    arcs: Vec<Vec<Arc>>,
}

/// Names an arc, to ask afterwards what flows through it.
#[derive(Clone, Copy, Debug)]
pub struct ArcAt {
    from: usize,
    place: usize,
    room: i64,
}

impl Network {
    pub fn new(nodes: usize) -> Self {
        Self { arcs: (0..nodes).map(|_| Vec::new()).collect() }
    }

    /// `cost` per unit, never negative.
    pub fn add(&mut self, from: usize, to: usize, room: i64, cost: i64) -> ArcAt {
        let (there, here) = (self.arcs[to].len(), self.arcs[from].len());
        self.arcs[from].push(Arc { to, room, cost, back: there });
        self.arcs[to].push(Arc { to: from, room: 0, cost: -cost, back: here });
        ArcAt { from, place: here, room }
    }

    pub fn through(&self, arc: ArcAt) -> i64 {
        arc.room - self.arcs[arc.from][arc.place].room
    }

    /// Sends as much as there is room for from `source` to `sink`, as cheaply as can be. Answers how much.
    pub fn send(&mut self, source: usize, sink: usize) -> i64 {
        let nodes = self.arcs.len();
        let mut potential = vec![0_i64; nodes];
        let mut sent = 0;
        while let Some((distance, came)) = self.shortest(source, sink, &potential) {
            for (node, distance) in distance.iter().enumerate() {
                if *distance < i64::MAX {
                    potential[node] += distance;
                }
            }
            sent += self.push(source, sink, &came);
        }
        sent
    }

    /// Dijkstra over what is left; the reduced costs are never negative.
    fn shortest(&self, source: usize, sink: usize, potential: &[i64]) -> Option<(Vec<i64>, Vec<(usize, usize)>)> {
        let mut distance = vec![i64::MAX; self.arcs.len()];
        let mut came = vec![(usize::MAX, 0); self.arcs.len()];
        let mut next = BinaryHeap::from([Reverse((0_i64, source))]);
        distance[source] = 0;
        while let Some(Reverse((far, node))) = next.pop() {
            if far > distance[node] {
                continue;
            }
            for (place, arc) in self.arcs[node].iter().enumerate() {
                let reached = far + arc.cost + potential[node] - potential[arc.to];
                if arc.room > 0 && reached < distance[arc.to] {
                    distance[arc.to] = reached;
                    came[arc.to] = (node, place);
                    next.push(Reverse((reached, arc.to)));
                }
            }
        }
        // Nodes that are out of reach stay out of reach: nothing leads to them any more.
        (distance[sink] < i64::MAX).then_some((distance, came))
    }

    fn push(&mut self, source: usize, sink: usize, came: &[(usize, usize)]) -> i64 {
        let mut least = i64::MAX;
        let mut node = sink;
        while node != source {
            let (from, place) = came[node];
            least = least.min(self.arcs[from][place].room);
            node = from;
        }
        node = sink;
        while node != source {
            let (from, place) = came[node];
            self.arcs[from][place].room -= least;
            let back = self.arcs[from][place].back;
            self.arcs[node][back].room += least;
            node = from;
        }
        least
    }
}
