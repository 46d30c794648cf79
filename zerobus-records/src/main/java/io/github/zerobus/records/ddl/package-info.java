/** The command that prints the table of a class. */
@NullMarked
package io.github.zerobus.records.ddl;

import org.jspecify.annotations.NullMarked;
