package io.github.zerobus.sample;

/**
 * One reading of one quantity of this machine.
 *
 * @param at when it was read, in microseconds since 1970, which is what Zerobus takes for a TIMESTAMP
 * @param host the machine
 * @param source what was read: cpu, memory, disk, network, process
 * @param name which one
 * @param metric which quantity
 * @param value the reading
 * @param unit its unit
 */
record Measurement(long at, String host, String source, String name, String metric, double value, String unit) {}
