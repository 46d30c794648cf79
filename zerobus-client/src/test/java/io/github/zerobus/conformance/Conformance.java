package io.github.zerobus.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The statements of the protocol's checklist that a test shows, three at most; the report is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Conformance {

    /** Numbers of the checklist. */
    int[] value();
}
