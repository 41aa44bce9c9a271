-- Records of migration 0002. Never edited: later programs must go on reading them.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE attempt (
	id VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	lesson VARCHAR(100) NOT NULL, 
	lesson_hash VARCHAR(64) NOT NULL, 
	scorer VARCHAR(50) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	score FLOAT, 
	passed BOOLEAN, 
	withheld VARCHAR(200), 
	coverage FLOAT NOT NULL, 
	started DATETIME NOT NULL, 
	seconds FLOAT NOT NULL, 
	consent_id VARCHAR(32) NOT NULL, 
	payload TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES person (pseudonym), 
	FOREIGN KEY(consent_id) REFERENCES consent (id)
);
INSERT INTO "attempt" VALUES('a-1','p-1','kunqu/example','0000000000000000000000000000000000000000000000000000000000000000','voice',1,80.5,1,NULL,0.95,'2026-05-01 12:00:00.000000',93.5,'c-1','{"format":1,"lesson":"kunqu/example","lesson_hash":"0000000000000000000000000000000000000000000000000000000000000000","references":["1746"],"scorer":"voice","scorer_version":1,"engine":"swift-f0 0.3.0","score":80.5,"passed":true,"withheld":null,"coverage":0.95,"measures":[{"name":"pitch_cents","value":12.5,"unit":"cents","n":18,"score":90.0,"withheld":null},{"name":"onset_ms","value":null,"unit":"ms","n":0,"score":null,"withheld":"coverage"}],"items":[{"index":0,"lyric":"裊","cents":-48.0,"missing":false,"late_ms":null}],"findings":[{"cause":"flat","where":{"kind":"note","id":"0","span":[0.0,1.5]},"measure":"pitch_cents","value":-48.0,"unit":"cents","tolerance":30.0,"direction":"low","confidence":0.9,"cost":4.5}],"parts":[{"format":1,"lesson":"kunqu/example","lesson_hash":"0000000000000000000000000000000000000000000000000000000000000000","references":[],"scorer":"voice","scorer_version":1,"engine":null,"score":null,"passed":null,"withheld":"coverage","coverage":0.1,"measures":[],"items":[],"findings":[],"parts":[],"override":null}],"override":{"score":85.0,"who":"p-1","reason":"clear words"}}');
CREATE TABLE consent (
	id VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	purposes VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	given DATE NOT NULL, 
	until DATE NOT NULL, 
	guardian BOOLEAN NOT NULL, 
	under_14 BOOLEAN NOT NULL, 
	withdrawn DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES person (pseudonym)
);
INSERT INTO "consent" VALUES('c-1','p-1','practise grade',1,'2026-03-01','2027-03-01',0,0,NULL);
CREATE TABLE correction (
	number INTEGER NOT NULL, 
	attempt_id VARCHAR(32) NOT NULL, 
	payload TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(attempt_id) REFERENCES attempt (id) ON DELETE CASCADE
);
INSERT INTO "correction" VALUES(1,'a-1','{"format":1,"who":"王老师","text":"收音再往里收，不要散。","given":"2026-06-01","at":{"kind":"note","id":"0-1 裊/袅","span":null},"aspect":"归韵","score":70.0}');
CREATE TABLE person (
	pseudonym VARCHAR(32) NOT NULL, 
	PRIMARY KEY (pseudonym)
);
INSERT INTO "person" VALUES('p-1');
CREATE TABLE roster (
	pseudonym VARCHAR(32) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	PRIMARY KEY (pseudonym), 
	FOREIGN KEY(pseudonym) REFERENCES person (pseudonym)
);
INSERT INTO "roster" VALUES('p-1','王小明');
CREATE INDEX ix_consent_person ON consent (person);
CREATE INDEX ix_attempt_person ON attempt (person);
CREATE INDEX ix_attempt_started ON attempt (started);
CREATE INDEX ix_attempt_lesson ON attempt (lesson);
CREATE INDEX ix_attempt_consent_id ON attempt (consent_id);
CREATE INDEX ix_correction_attempt_id ON correction (attempt_id);
COMMIT;
