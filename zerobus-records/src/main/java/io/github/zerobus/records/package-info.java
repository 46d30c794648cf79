/**
 * Conversion of an application's objects into payloads, and of records and beans into protobuf without generated code.
 *
 * <p>All types that an application or a framework uses live here; the sub-packages are not API. Nothing here may depend
 * on Spring, or on the streams that the payloads are sent on.
 */
@NullMarked
package io.github.zerobus.records;

import org.jspecify.annotations.NullMarked;
