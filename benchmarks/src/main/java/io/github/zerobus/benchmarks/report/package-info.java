/** Results as JSON, table and chart. */
@NullMarked
package io.github.zerobus.benchmarks.report;

import org.jspecify.annotations.NullMarked;
