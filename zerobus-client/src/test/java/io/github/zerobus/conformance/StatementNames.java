package io.github.zerobus.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names tests after their methods, and those of the checklist after the numbers that they show too. */
public final class StatementNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        String name = super.generateDisplayNameForMethod(enclosing, testClass, method);
        Conformance shown = method.getAnnotation(Conformance.class);
        return shown == null
                ? name
                : name
                        + Arrays.stream(shown.value())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", ", " [protocol ", "]"));
    }
}
