package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ArrayRecordComponent", "NullOptional"}) // applications have such records
class NullnessTests {

    private static List<String> required(Class<?> type) {
        Descriptor descriptor = RecordSchema.of(type, FieldNaming.AS_IS).descriptor();
        return descriptor.getFields().stream()
                .filter(FieldDescriptor::isRequired)
                .map(FieldDescriptor::getName)
                .toList();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface NotNull {}

    @NullUnmarked
    static class Unmarked {

        record Plain(
                int bare,
                Integer boxed,
                String text,
                @NonNull String typed,
                @NotNull String declared,
                byte @NonNull [] bytes,
                Optional<String> maybe,
                @NonNull List<String> list) {}

        @NullMarked
        record Marked(
                String text, @Nullable String maybe, Optional<String> optional, byte[] bytes, List<String> list) {}

        static class Bean {

            @NotNull
            private String onField;

            private String onGetter;
            private String neither;

            public String getOnField() {
                return onField;
            }

            public @NonNull String getOnGetter() {
                return onGetter;
            }

            public String getNeither() {
                return neither;
            }
        }
    }

    record InMarkedPackage(String text, @Nullable String maybe) {}

    @Test
    void withoutNullMarkedPrimitivesAndAnnotatedPropertiesAreRequired() {
        assertThat(required(Unmarked.Plain.class)).containsExactly("bare", "typed", "declared", "bytes");
        assertThat(required(Unmarked.Bean.class)).containsExactly("onField", "onGetter");
    }

    @Test
    void inNullMarkedCodeAllButNullablePropertiesAreRequired() {
        assertThat(required(Unmarked.Marked.class)).containsExactly("text", "bytes");
        assertThat(required(InMarkedPackage.class)).containsExactly("text");
    }

    @Test
    @NullUnmarked
    void nullIsOmittedWhereItIsAllowed() {
        Encoded plain = Encoded.of(new Unmarked.Plain(0, null, null, "", "", new byte[0], null, List.of()));

        assertThat(plain.message().getAllFields())
                .extractingFromEntries(entry -> entry.getKey().getName())
                .containsExactly("bare", "typed", "declared", "bytes");
    }
}
