package io.github.zerobus.records.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the column of a record component, or of a bean property: on its field or its getter. Applies to JSON with
 * column types, and to protobuf. Takes precedence over annotations of Jackson and over naming strategies.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface ColumnName {

    /**
     * Returns the name of the column.
     *
     * @return ASCII letters, digits and underscores
     */
    String value();
}
