/**
 * Not API. Encoding of values into protobuf's wire format: writers of scalars, collections and messages, and their buffer.
 *
 * <p>Runs for each record, so that allocation and inlining matter. It must not contain anything that reads classes or
 * their annotations, or that builds descriptors.
 */
@NullMarked
package io.github.zerobus.records.encoding;

import org.jspecify.annotations.NullMarked;
