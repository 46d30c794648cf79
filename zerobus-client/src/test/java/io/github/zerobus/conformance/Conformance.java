package io.github.zerobus.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Conformance statements that a test verifies, at most three. The report is generated from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Conformance {

    /** Numbers of the statements in {@code docs/conformance.md}. */
    int[] value();
}
