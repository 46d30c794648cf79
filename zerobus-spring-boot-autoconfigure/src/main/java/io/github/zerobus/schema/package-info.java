/** Protobuf without generated code: descriptor and encoder made from a record or bean class. Knows no Spring. */
@NullMarked
package io.github.zerobus.schema;

import org.jspecify.annotations.NullMarked;
