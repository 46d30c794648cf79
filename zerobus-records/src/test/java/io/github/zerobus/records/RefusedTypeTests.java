package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Timestamp;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that cannot be protobuf messages are rejected when the schema is created. */
@SuppressWarnings({"ArrayRecordComponent", "VariableNameSameAsType"}) // applications have such records
class RefusedTypeTests {

    record Deep(List<Holder> holders) {}

    record Holder(Object anything) {}

    record Bits(BitSet bits) {}

    record Lists(List<List<String>> table) {}

    record Arrays(int[][] table) {}

    record Chars(char[] chars) {}

    @SuppressWarnings("rawtypes")
    record Raw(List raw) {}

    record Maps(Map<Double, String> map) {}

    record MapOfLists(Map<String, List<String>> map) {}

    record Optionals(Optional<List<String>> maybe) {}

    record Generic<T>(T value) {}

    record Generated(Timestamp time) {}

    interface Shape {}

    record Drawing(Shape shape) {}

    record Node(String name, List<Node> children) {}

    record Indirect(Other other) {}

    record Other(Map<String, Indirect> back) {}

    record Twice(int deviceId, int device_id) {}

    record Folded(int id, int ID) {}

    record Dollar(int price$) {}

    record Entries(Map<String, String> a_b, Map<String, String> aB) {}

    record None() {}

    static class NoGetters {
        int value;
    }

    record Empty(NoGetters bean) {}

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Deep.class, "holders[].anything is of java.lang.Object"),
                Arguments.of(Bits.class, "bits is of java.util.BitSet"),
                Arguments.of(Lists.class, "table[] is of java.util.List, which is a container in a container"),
                Arguments.of(Arrays.class, "table[] is of int[], which is a container in a container"),
                Arguments.of(Chars.class, "chars is of char[]"),
                Arguments.of(Raw.class, "raw[] is of java.lang.Object"),
                Arguments.of(Maps.class, "map.key is of java.lang.Double, which cannot be the key"),
                Arguments.of(MapOfLists.class, "map.value is of java.util.List"),
                Arguments.of(Optionals.class, "maybe is of java.util.List"),
                Arguments.of(Generic.class, "value is of T, which is generic"),
                Arguments.of(Generated.class, "time is of com.google.protobuf.Timestamp, which is a generated message"),
                Arguments.of(Drawing.class, "which is abstract"),
                Arguments.of(Node.class, "children[] is of " + Node.class.getName() + ", which is recursive"),
                Arguments.of(Indirect.class, "other.back.value is of"),
                Arguments.of(Dollar.class, "price$ has the column name price$, which contains characters"),
                Arguments.of(Folded.class, "ID has the column name ID, which another property already has"),
                Arguments.of(Entries.class, "aB needs a message type ABEntry"),
                Arguments.of(None.class, "it has neither components nor public getters"),
                Arguments.of(
                        Empty.class,
                        "bean is of " + NoGetters.class.getName() + ", which has fields that nothing reads: "),
                Arguments.of(String.class, "it is neither a record nor a bean"),
                Arguments.of(int.class, "it is neither a record nor a bean"),
                Arguments.of(Shape.class, "it is abstract"),
                Arguments.of(Timestamp.class, "it is a generated message"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void messageNamesPathAndTypeAndRemedy(Class<?> type, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(type, FieldNaming.AS_IS))
                .withMessageStartingWith(type.getName() + " cannot be mapped to a protobuf message: ")
                .withMessageContaining(message)
                .withMessageContaining("; ");
    }

    @Test
    void propertiesWithOneColumnNameAreRejected() {
        RecordSchema.of(Twice.class, FieldNaming.AS_IS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordSchema.of(Twice.class, FieldNaming.SNAKE_CASE))
                .withMessageContaining("device_id has the column name device_id, which another property already has")
                .withMessageContaining("rename");
    }

    /** Fields, map entries and message types share a namespace, so that two message types must be renamed. */
    record Line(int sku) {}

    record Clash(Line Line, LinesEntry other, Map<String, Line> lines) {}

    record LinesEntry(int value) {}

    @Test
    void messageTypesAreRenamedIfFieldsOrEntriesHaveTheirNames() {
        assertThat(RecordSchema.of(Clash.class).descriptor().getNestedTypes())
                .extracting(Descriptor::getName)
                .containsExactlyInAnyOrder("Line2", "LinesEntry", "LinesEntry2");
    }
}
