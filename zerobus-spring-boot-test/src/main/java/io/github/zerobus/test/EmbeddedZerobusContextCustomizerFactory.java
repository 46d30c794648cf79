package io.github.zerobus.test;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link EmbeddedZerobus} on test classes, their superclasses and their enclosing classes. */
final class EmbeddedZerobusContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        EmbeddedZerobus annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedZerobus.class);
        return annotation == null
                ? null
                : new EmbeddedZerobusContextCustomizer(
                        duration(annotation.ackDelay(), testClass),
                        List.of(annotation.tables()),
                        List.of(annotation.ddl()));
    }

    private static Duration duration(String text, Class<?> testClass) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ackDelay of @EmbeddedZerobus for " + testClass.getName() + " is '" + text
                            + "', which is not a duration such as 50ms or 1s",
                    e);
        }
    }
}
