package io.github.zerobus.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names tests after their methods, and appends the numbers of the conformance statements that they verify. */
public final class StatementNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        String name = super.generateDisplayNameForMethod(enclosing, testClass, method);
        Conformance verified = method.getAnnotation(Conformance.class);
        return verified == null
                ? name
                : name
                        + Arrays.stream(verified.value())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", ", " [protocol ", "]"));
    }
}
