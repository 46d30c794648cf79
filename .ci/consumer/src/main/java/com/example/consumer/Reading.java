package com.example.consumer;

import java.time.Instant;
import java.util.List;

/** Sent as protobuf, without generated code. */
record Reading(String device, Instant at, List<Double> values) {}
