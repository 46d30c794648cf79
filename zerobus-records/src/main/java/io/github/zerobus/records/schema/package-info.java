/**
 * Not API. Protobuf schemas of Java types: reads properties of records and beans and builds the descriptor of a message.
 *
 * <p>Selects and combines the writers of package {@code encoding} for each property. Everything here runs once per class,
 * before the first record: it must not contain anything that runs for each record.
 */
@NullMarked
package io.github.zerobus.records.schema;

import org.jspecify.annotations.NullMarked;
