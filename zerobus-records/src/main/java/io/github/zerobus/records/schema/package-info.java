/**
 * Not API. Schemas of Java types: reads properties, declares messages, and selects writers of values.
 *
 * <p>Runs once for each class. It must not contain anything that runs for each record.
 */
@NullMarked
package io.github.zerobus.records.schema;

import org.jspecify.annotations.NullMarked;
