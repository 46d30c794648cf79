/**
 * gRPC channels of the streams, built by Boot's factory or by the streams. The only package of this module with gRPC
 * types. Only its configuration class reads properties; the other classes take plain values. Nothing here depends on
 * tables, records or listeners.
 */
@NullMarked
package io.github.zerobus.autoconfigure.channel;

import org.jspecify.annotations.NullMarked;
