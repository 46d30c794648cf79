package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Annotations for JSON that have no equal in protobuf. */
class UnsupportedFormTests {

    record Part(double lat, double lon) {}

    record Unwrapped(String id, @JsonUnwrapped Part position) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    record Typed(String door) {}

    static class Any {
        private final Map<String, Object> more = Map.of("x", 1);

        @JsonAnyGetter
        public Map<String, Object> getMore() {
            return more;
        }
    }

    record Formatted(
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at) {}

    record Custom(
            @JsonSerialize(using = ToStringSerializer.class) long id) {}

    record Raw(@JsonRawValue String json) {}

    record Partial(@JsonIgnoreProperties("lat") Part part) {}

    record NotEmpty(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String text) {}

    private static Stream<Arguments> unsupported() {
        return Stream.of(
                Arguments.of(Unwrapped.class, "@JsonUnwrapped on position"),
                Arguments.of(Typed.class, "@JsonTypeInfo"),
                Arguments.of(Any.class, "@JsonAnyGetter"),
                Arguments.of(Formatted.class, "@JsonFormat on at"),
                Arguments.of(Custom.class, "@JsonSerialize on id"),
                Arguments.of(Raw.class, "@JsonRawValue on json"),
                Arguments.of(Partial.class, "@JsonIgnoreProperties or @JsonIncludeProperties on part"),
                Arguments.of(NotEmpty.class, "@JsonInclude of empty or default values on text"));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void formThatProtobufDoesNotHaveIsRefused(Class<?> type, String form) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(type))
                .withMessageContaining(form + ", which protobuf records do not support")
                .withMessageContaining("RecordConverter");
    }
}
