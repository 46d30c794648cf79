/** JSON in the forms of column types, and properties as Jackson 3 finds them. Needs Jackson 3. */
@NullMarked
package io.github.zerobus.records.jackson;

import org.jspecify.annotations.NullMarked;
