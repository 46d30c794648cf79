package io.github.zerobus.records.schema;

import io.github.zerobus.records.table.TableColumn;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The fields of a message.
 *
 * @param columns in order
 * @param writer of all fields, {@code (WireBuffer, Object)void}
 */
record MessageFields(List<TableColumn> columns, MethodHandle writer) {}
