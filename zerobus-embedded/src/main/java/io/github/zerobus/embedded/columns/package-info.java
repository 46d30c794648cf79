/**
 * Not API. The columns of tables: their definitions in SQL, and records of both encodings as rows of typed values.
 *
 * <p>It must not contain gRPC, streams or anything that keeps rows.
 */
@NullMarked
package io.github.zerobus.embedded.columns;

import org.jspecify.annotations.NullMarked;
