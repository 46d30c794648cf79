package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Compares random records with messages that protobuf-java encodes from the same values. */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent") // applications have such records
class RandomRecordTests {

    private static final long SEED = 20_260_823;

    record Leaf(int number, Long big, String text, boolean flag, float small, Double wide, byte[] bytes) {}

    record Branch(String name, Leaf leaf, List<Leaf> leaves, List<String> texts, Map<String, Leaf> byName) {}

    record Root(Branch left, Branch right, List<Branch> more, Map<Integer, String> names, List<Long> numbers) {}

    private final Random random = new Random(SEED);

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <K> Map<K, String> mapOf(Supplier<K> key) {
        Map<K, String> map = new LinkedHashMap<>();
        list(key).forEach(each -> map.put(each, text()));
        return map;
    }

    private String text() {
        return random.ints(1L << random.nextInt(9), 0, 0x11_000)
                .map(c -> random.nextInt(3) == 0 ? c : c & 0x7F)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private int number() {
        return random.nextInt() >> random.nextInt(32);
    }

    private Leaf leaf() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new Leaf(
                number(),
                maybe(() -> random.nextLong() >> random.nextInt(64)),
                maybe(this::text),
                random.nextBoolean(),
                random.nextFloat(),
                maybe(random::nextGaussian),
                maybe(() -> bytes));
    }

    private Branch branch() {
        Map<String, Leaf> byName = new LinkedHashMap<>();
        list(this::text).forEach(name -> byName.put(name, leaf()));
        return new Branch(
                maybe(this::text), maybe(this::leaf), list(this::leaf), list(this::text), maybe(() -> byName));
    }

    private Root root() {
        return new Root(
                maybe(this::branch),
                maybe(this::branch),
                list(this::branch),
                mapOf(this::number),
                maybe(() -> list(random::nextLong)));
    }

    @Test
    void encodedBytesEqualThoseOfProtobufJava() throws Exception {
        RecordSchema schema = RecordSchema.of(Root.class, FieldNaming.AS_IS);
        for (int i = 0; i < 2000; i++) {
            Root root = root();
            assertThat(schema.encode(root))
                    .as("record %s of seed %s", i, SEED)
                    .isEqualTo(message(schema.descriptor(), root).toByteArray());
        }
    }

    private static DynamicMessage message(Descriptor type, Object record) throws ReflectiveOperationException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(record);
            FieldDescriptor field = type.findFieldByName(component.getName());
            if (value instanceof List<?> list) {
                for (Object element : list) {
                    message.addRepeatedField(field, value(field, element));
                }
            } else if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    message.addRepeatedField(field, entry(field.getMessageType(), entry));
                }
            } else if (value != null) {
                message.setField(field, value(field, value));
            }
        }
        return message.build();
    }

    private static DynamicMessage entry(Descriptor type, Map.Entry<?, ?> entry) throws ReflectiveOperationException {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByNumber(1), entry.getKey())
                .setField(type.findFieldByNumber(2), value(type.findFieldByNumber(2), entry.getValue()))
                .build();
    }

    private static Object value(FieldDescriptor field, Object value) throws ReflectiveOperationException {
        if (value instanceof byte[] bytes) {
            return com.google.protobuf.ByteString.copyFrom(bytes);
        }
        return value instanceof Record nested ? message(field.getMessageType(), nested) : value;
    }
}
