package io.github.zerobus.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.StreamOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionValuesTests {

    private static final Set<String> NO_OPTIONS = Set.of("toBuilder", "hashCode", "toString");

    private static List<String> options(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0)
                .map(Method::getName)
                .filter(name -> !NO_OPTIONS.contains(name))
                .toList();
    }

    @Test
    void everyOptionIsIncluded() {
        StreamOptions options = StreamOptions.defaults();
        Map<String, @Nullable Object> values = OptionValues.of(options);

        assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(options(StreamOptions.class));
        assertThat(values.get("batching"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(options(options.batching().getClass()));
        assertThat(values.get("recovery"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(options(options.recovery().getClass()));
        assertThat(values.get("failures"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(options(options.failures().getClass()));
    }
}
