/**
 * Not API. One sub-stream: opens physical streams, drains the buffer into them, takes acks, recovers, rotates and ends.
 *
 * <p>Everything runs on the serial executor of the sub-stream. It must not contain anything about several sub-streams.
 */
@NullMarked
package io.github.zerobus.engine.session;

import org.jspecify.annotations.NullMarked;
