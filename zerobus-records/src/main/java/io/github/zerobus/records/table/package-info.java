/** Columns of tables: their types, the SQL that declares them, and how two lists of columns differ. */
@NullMarked
package io.github.zerobus.records.table;

import org.jspecify.annotations.NullMarked;
