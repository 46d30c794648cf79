/**
 * Conversion of an application's objects into payloads, and of records and beans into protobuf without generated code.
 *
 * <p>Contains everything that applications and frameworks use; the sub-packages are not API. Nothing here may depend on
 * Spring, or on streams and channels of the client.
 */
@NullMarked
package io.github.zerobus.records;

import org.jspecify.annotations.NullMarked;
