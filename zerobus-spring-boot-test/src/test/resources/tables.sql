CREATE TABLE main.iot.files (x INT) USING DELTA;
