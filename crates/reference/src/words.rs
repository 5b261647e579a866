//! The search of the reference: one stemmed field, stored titles, the best ten.

use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::document::TantivyDocument;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexReader, doc};

pub struct Words {
    reader: IndexReader,
    parser: QueryParser,
    title: tantivy::schema::Field,
}

impl Words {
    pub fn create(folder: &str, statements: &[String]) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let stemmed =
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
        let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(stemmed));
        let title = schema.add_text_field("title", STORED);
        let place = std::path::Path::new(folder).join("words");
        std::fs::create_dir_all(&place)?;
        let index = Index::create_in_dir(place, schema.build())?;
        let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
        for statement in statements {
            let short: String = statement.chars().take(80).collect();
            writer.add_document(doc!(body => statement.as_str(), title => short))?;
        }
        writer.commit()?;
        Ok(Self { reader: index.reader()?, parser: QueryParser::for_index(&index, vec![body]), title })
    }

    pub fn best(&self, asked: &str) -> Vec<String> {
        let searcher = self.reader.searcher();
        let Ok(query) = self.parser.parse_query(asked) else { return Vec::new() };
        let hits = searcher.search(&query, &TopDocs::with_limit(10).order_by_score()).unwrap_or_default();
        let title = |address| {
            let found: TantivyDocument = searcher.doc(address).ok()?;
            found.get_first(self.title)?.as_str().map(str::to_owned)
        };
        hits.into_iter().filter_map(|(_, address)| title(address)).collect()
    }
}

/// The `statement` of each line of a file of JSON lines.
pub fn statements(file: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let lines = std::fs::read_to_string(file)?;
    let statement = |line: &str| {
        Ok(serde_json::from_str::<serde_json::Value>(line)?["statement"].as_str().unwrap_or("").to_owned())
    };
    lines.lines().map(statement).collect()
}
