package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.github.zerobus.records.annotation.ColumnName;
import io.github.zerobus.records.annotation.NotColumn;
import io.github.zerobus.records.jackson.ColumnJson;
import io.github.zerobus.records.jackson.JacksonProperties;
import io.github.zerobus.records.schema.PlainProperties;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** The properties of classes as people write them: the same columns in both encodings, or a refusal in both. */
@SuppressWarnings({"unused", "UnusedVariable"}) // fields without getters are the subject
class PropertyTests {

    static class Eclipse {
        private final String uId = "u1";
        private final double xAxis = 1.5;

        public String getuId() {
            return uId;
        }

        public double getxAxis() {
            return xAxis;
        }
    }

    static class LombokStyle {
        private final String uId = "u1";

        public String getUId() {
            return uId;
        }
    }

    static class HalfPublic {
        public final String device = "d";
        public final BigDecimal price = new BigDecimal("9.90");
        private final String note = "x";

        public String getNote() {
            return note;
        }
    }

    static class Flags {
        private final boolean isDeleted = true;
        private final Boolean isOpen = true;
        private final boolean active = true;

        public boolean isDeleted() {
            return isDeleted;
        }

        public Boolean getOpen() {
            return isOpen;
        }

        public boolean isActive() {
            return active;
        }
    }

    abstract static class Base {
        public abstract String getKind();
    }

    static class Derived extends Base {
        private final String id = "i";

        @Override
        public String getKind() {
            return "valve";
        }

        public String getId() {
            return id;
        }
    }

    static class Fluent {
        private final String device = "d";
        private int count = 3;

        public String device() {
            return device;
        }

        public int count() {
            return count;
        }

        public Fluent count(int value) {
            count = value;
            return this;
        }
    }

    record OptionalNote(Optional<String> note) {}

    interface HasKind {
        default String getKind() {
            return "k";
        }
    }

    record WithDefault(String id) implements HasKind {}

    static class Hidden {
        private final String name = "n";

        @JsonIgnore
        private final String password = "s3cret";

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        private final String token = "s3cret";

        private final transient String cache = "s3cret";

        @NotColumn
        private final String other = "s3cret";

        private final Secret secret = new Secret("s3cret");

        public String getName() {
            return name;
        }

        public String getPassword() {
            return password;
        }

        public String getToken() {
            return token;
        }

        public String getCache() {
            return cache;
        }

        public String getOther() {
            return other;
        }

        public Secret getSecret() {
            return secret;
        }
    }

    @JsonIgnoreType
    record Secret(String text) {}

    @JsonIgnoreProperties("ssn")
    record Person(String name, String ssn) {}

    record Renamed(
            @JsonProperty("ts") long timestamp,
            @ColumnName("device_id") String device) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Named(String deviceId) {}

    record Id(@JsonValue String value) {}

    record WithId(Id id, List<Id> ids, int n) {}

    enum Level {
        @JsonProperty("low")
        LOW,
        @JsonProperty("high")
        HIGH
    }

    record WithEnum(Level level, Map<String, Level> levels) {}

    static class Computed {
        private final int a = 2;

        public int getA() {
            return a;
        }

        public int getDouble() {
            return a * 2;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(String a, Instant at) {}

    private static Stream<Arguments> sent() {
        return Stream.of(
                Arguments.of(new Eclipse(), Map.of("uId", "u1", "xAxis", 1.5)),
                Arguments.of(new LombokStyle(), Map.of("uId", "u1")),
                Arguments.of(new HalfPublic(), Map.of("device", "d", "price", "9.90", "note", "x")),
                Arguments.of(new Flags(), Map.of("deleted", true, "open", true, "active", true)),
                Arguments.of(new Derived(), Map.of("id", "i", "kind", "valve")),
                Arguments.of(new Fluent(), Map.of("device", "d", "count", 3)),
                Arguments.of(new OptionalNote(Optional.of("x")), Map.of("note", "x")),
                Arguments.of(new WithDefault("i"), Map.of("id", "i", "kind", "k")),
                Arguments.of(new Hidden(), Map.of("name", "n")),
                Arguments.of(new Person("n", "s3cret"), Map.of("name", "n")),
                Arguments.of(new Renamed(1, "d"), Map.of("ts", 1L, "device_id", "d")),
                Arguments.of(new Named("d"), Map.of("device_id", "d")),
                Arguments.of(
                        new WithId(new Id("a"), List.of(new Id("b")), 1),
                        Map.of("id", "a", "ids", List.of("b"), "n", 1)),
                Arguments.of(new WithEnum(Level.LOW, Map.of()), Map.of("level", "low", "levels", Map.of())),
                Arguments.of(new Computed(), Map.of("a", 2, "double", 4)),
                Arguments.of(new Sparse("a", Instant.EPOCH), Map.of("a", "a", "at", 0L)));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void columnsAreTheSameInBothEncodings(Object record, Map<String, Object> expected) {
        JsonMapper mapper = JsonMapper.shared();

        byte[] json = ColumnJson.of(mapper).write(record);
        Message message = Encoded.of(RecordSchema.of(record.getClass()), record).message();

        assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree(mapper.writeValueAsBytes(expected)));
        assertThat(values(message)).isEqualTo(new TreeMap<>(expected));
    }

    private static Map<String, Object> values(Message message) {
        Map<String, Object> values = new TreeMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            values.put(field.getName(), field.isMapField() ? new LinkedHashMap<>() : message.getField(field));
        }
        return values;
    }

    static class Prefix {
        private final String mName = "n";
        private final String id = "i";

        public String getName() {
            return mName;
        }

        public String getId() {
            return id;
        }
    }

    static class PackagePrivate {
        private final long at = 7;
        private final String id = "i";

        long getAt() {
            return at;
        }

        public String getId() {
            return id;
        }
    }

    static class Has {
        private final boolean children = true;
        private final String id = "i";

        public boolean hasChildren() {
            return children;
        }

        public String getId() {
            return id;
        }
    }

    static class Lists {
        private final List<String> items = List.of("a");

        public List<String> getItemsList() {
            return items;
        }
    }

    static class Cursor {
        private int next = 1;
        private final String id = "i";

        public int next() {
            return next++;
        }

        public String getId() {
            return id;
        }
    }

    record Around(String id, List<Cursor> cursors) {}

    private static Stream<Arguments> incomplete() {
        return Stream.of(
                Arguments.of(new Prefix(), "mName"),
                Arguments.of(new PackagePrivate(), "at"),
                Arguments.of(new Has(), "children"),
                Arguments.of(new Lists(), "items"),
                Arguments.of(new Cursor(), "next"),
                Arguments.of(new Around("i", List.of(new Cursor())), "next"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void fieldThatNothingReadsIsRefusedInBothEncodings(Object record, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(record.getClass()))
                .withMessageContaining("fields that nothing reads: " + field)
                .withMessageContaining("@NotColumn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(record.getClass(), FieldNaming.AS_IS, new PlainProperties()))
                .withMessageContaining("fields that nothing reads: " + field);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnJson.of(JsonMapper.shared()).write(record))
                .withMessageContaining("fields that nothing reads: " + field)
                .withMessageContaining("@NotColumn");
    }

    record Part(double lat, double lon) {}

    @Test
    void namingAndMixInsOfTheMapperCountInProtobuf() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .addMixIn(Part.class, HideLon.class)
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE)
                .build();

        RecordSchema schema = RecordSchema.of(Part.class, FieldNaming.SNAKE_CASE, new JacksonProperties(mapper));

        assertThat(schema.descriptor().getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("LAT");
    }

    interface HideLon {
        @JsonIgnore
        double lon();
    }

    @Test
    void annotationsOfJacksonAreRefusedWithoutJackson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(Hidden.class, FieldNaming.AS_IS, new PlainProperties()))
                .withMessageContaining("@JsonIgnore")
                .withMessageContaining("add tools.jackson.core:jackson-databind");
    }

    static class Own {
        @ColumnName("device_id")
        private final String device = "d";

        private final String secret = "s3cret";

        public String getDevice() {
            return device;
        }

        @NotColumn
        public String getSecret() {
            return secret;
        }
    }

    @Test
    void ownAnnotationsNameAndHideWithoutJackson() {
        RecordSchema schema = RecordSchema.of(Own.class, FieldNaming.SNAKE_CASE, new PlainProperties());

        assertThat(values(Encoded.of(schema, new Own()).message())).isEqualTo(Map.of("device_id", "d"));
        assertThat(new String(
                        ColumnJson.of(JsonMapper.shared()).write(new Own()), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"device_id\":\"d\"}");
    }
}
