CREATE TABLE main.telemetry.measurements (
  at TIMESTAMP, host STRING, source STRING, name STRING, metric STRING, value DOUBLE, unit STRING);
