/**
 * A Zerobus Ingest server in the JVM, with faults on request: server, builder, tables, observed streams, and the
 * language of fault scripts.
 *
 * <p>Everything here is written against by tests and applications, except for the package-private classes that hold the
 * state of tables. It must not contain sockets or the handling of calls, nor public signatures with types of gRPC or
 * generated messages.
 */
@NullMarked
package io.github.zerobus.embedded;

import org.jspecify.annotations.NullMarked;
