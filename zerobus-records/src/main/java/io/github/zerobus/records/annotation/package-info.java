/** Annotations for the columns of records, independent of any JSON library. */
@NullMarked
package io.github.zerobus.records.annotation;

import org.jspecify.annotations.NullMarked;
