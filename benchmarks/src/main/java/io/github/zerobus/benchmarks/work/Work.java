package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;

/** Warms up, works, and returns its figures by the keys of {@link Metric}. Stateless. */
interface Work {

    Arguments run(Arguments settings) throws Exception;
}
