/**
 * Not API. Encoding into protobuf's wire format: writers of scalars, containers and messages, and the buffer.
 *
 * <p>Runs for each record, where allocation and inlining matter. It must not read annotations or declare messages.
 */
@NullMarked
package io.github.zerobus.records.encoding;

import org.jspecify.annotations.NullMarked;
