package io.github.zerobus.sample;

/**
 * One reading of one quantity of this machine.
 *
 * @param at time of the reading in microseconds since 1970, the form of a TIMESTAMP column
 * @param host the machine
 * @param source one of cpu, memory, disk, network, process
 * @param name name of the source
 * @param metric measured quantity
 * @param value measured value
 * @param unit its unit
 */
record Measurement(long at, String host, String source, String name, String metric, double value, String unit) {}
