-- What pages ask of a store, as tables. One file stands for one copy of the store and never changes.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
  id TEXT PRIMARY KEY, stamp TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, question TEXT,
  contributions INTEGER NOT NULL, claims INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS source_name ON source (name);
CREATE TABLE IF NOT EXISTS contribution (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, author TEXT);
CREATE INDEX IF NOT EXISTS contribution_source ON contribution (source);
CREATE TABLE IF NOT EXISTS claim (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, contribution TEXT NOT NULL, proposition TEXT NOT NULL,
  subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL, denied INTEGER NOT NULL,
  summary INTEGER NOT NULL, counted INTEGER NOT NULL, first INTEGER, last INTEGER,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, said TEXT NOT NULL, relation_label TEXT NOT NULL,
  confidence REAL NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS claim_source ON claim (source, start);
CREATE INDEX IF NOT EXISTS claim_contribution ON claim (contribution);
CREATE INDEX IF NOT EXISTS claim_proposition ON claim (proposition);
CREATE INDEX IF NOT EXISTS claim_subject ON claim (subject, relation);
CREATE INDEX IF NOT EXISTS claim_object ON claim (object);
CREATE INDEX IF NOT EXISTS claim_relation ON claim (relation);
CREATE INDEX IF NOT EXISTS claim_first ON claim (first) WHERE first IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_confidence ON claim (confidence, id);
CREATE INDEX IF NOT EXISTS claim_dismissed ON claim (id) WHERE dismissed;
CREATE TABLE IF NOT EXISTS proposition (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
  label TEXT NOT NULL, claims INTEGER NOT NULL, affirmed INTEGER NOT NULL, denied INTEGER NOT NULL,
  sources INTEGER NOT NULL, disputes INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS proposition_weight ON proposition (disputes DESC, affirmed DESC);
CREATE TABLE IF NOT EXISTS entity (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, claims INTEGER NOT NULL DEFAULT 0,
  data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS entity_claims ON entity (claims DESC);
CREATE INDEX IF NOT EXISTS entity_label ON entity (label COLLATE NOCASE);
CREATE TABLE IF NOT EXISTS broader (narrower TEXT NOT NULL, wider TEXT NOT NULL, PRIMARY KEY (narrower, wider)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS broader_wider ON broader (wider);
CREATE TABLE IF NOT EXISTS relation (id TEXT PRIMARY KEY, label TEXT NOT NULL, claims INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS link (
  id TEXT PRIMARY KEY, agreement INTEGER NOT NULL, kind TEXT NOT NULL, strength TEXT NOT NULL,
  rank INTEGER NOT NULL, claim_a TEXT NOT NULL, claim_b TEXT NOT NULL, explanation TEXT NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS link_a ON link (claim_a);
CREATE INDEX IF NOT EXISTS link_b ON link (claim_b);
CREATE INDEX IF NOT EXISTS link_rank ON link (agreement, rank, kind, explanation, id);
CREATE INDEX IF NOT EXISTS link_dismissed ON link (id) WHERE dismissed;
CREATE TABLE IF NOT EXISTS review (
  id TEXT PRIMARY KEY, place INTEGER NOT NULL, target TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS review_target ON review (target);
CREATE TABLE IF NOT EXISTS verdict (target TEXT PRIMARY KEY, verdict TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS passage_source ON passage (source);
CREATE VIRTUAL TABLE IF NOT EXISTS quote_text USING fts5 (quote, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS entity_text USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE VIRTUAL TABLE IF NOT EXISTS source_text USING fts5 (names, tokenize = 'porter unicode61 remove_diacritics 2');
