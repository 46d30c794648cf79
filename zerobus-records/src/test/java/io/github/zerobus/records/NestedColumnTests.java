package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NestedColumnTests {

    record Address(String street, int number) {}

    record Person(String name, Address home, @Nullable Address work) {}

    record Company(Person owner, List<Person> staff, Address seat) {}

    private static final Company COMPANY = new Company(
            new Person("Ada", new Address("A".repeat(200), 1), null),
            List.of(
                    new Person("Bo", new Address("B", 2), new Address("C", 3)),
                    new Person("Cy", new Address("D", 4), null)),
            new Address("", 0));

    @Test
    void nestedRecordsAreNestedMessages() {
        Encoded company = Encoded.of(COMPANY);

        Encoded owner = company.nested("owner");
        assertThat(owner.get("name")).isEqualTo("Ada");
        assertThat(owner.nested("home").get("street")).isEqualTo("A".repeat(200));
        assertThat(owner.has("work")).isFalse();
        assertThat(company.list("staff")).hasSize(2);
        assertThat(company.nested("staff", 0).nested("work").get("number")).isEqualTo(3);
        assertThat(company.nested("staff", 1).get("name")).isEqualTo("Cy");
        assertThat(company.nested("seat").get("street")).isEqualTo("");
    }

    @Test
    void eachNestedTypeIsDeclaredOnceInTheOutermostMessage() {
        Descriptor company = RecordSchema.of(Company.class, FieldNaming.AS_IS).descriptor();

        assertThat(company.toProto().getNestedTypeList())
                .extracting(DescriptorProto::getName)
                .containsExactlyInAnyOrder("Address", "Person");
        assertThat(company.findFieldByName("seat").getMessageType().getContainingType())
                .isSameAs(company);
    }

    static final class Other {
        record Address(String zip) {}
    }

    record Both(Address first, Other.Address second) {}

    @Test
    void typesWithOneSimpleNameGetDifferentNames() {
        Encoded both = Encoded.of(new Both(new Address("s", 1), new Other.Address("z")));

        assertThat(both.nested("first").message().getDescriptorForType().getName())
                .isEqualTo("Address");
        assertThat(both.nested("second").message().getDescriptorForType().getName())
                .isEqualTo("Address2");
        assertThat(both.nested("second").get("zip")).isEqualTo("z");
    }

    record Tags(
            Map<String, Integer> counts,
            Map<Long, Address> places,
            Map<UUID, String> ids,
            Map<Boolean, byte[]> flags) {}

    @Test
    void mapsAreProtobufMapsInIterationOrder() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("b", 0);
        counts.put("a", -1);
        UUID id = new UUID(1, 2);
        Encoded tags = Encoded.of(
                new Tags(counts, Map.of(7L, new Address("s", 7)), Map.of(id, ""), Map.of(true, new byte[3])));

        assertThat(tags.message().getDescriptorForType().getFields()).allMatch(field -> field.isMapField());
        assertThat(tags.list("counts"))
                .extracting(entry -> new Encoded((Message) entry).get("key"))
                .containsExactly("b", "a");
        assertThat(tags.nested("counts", 1).get("value")).isEqualTo(-1);
        assertThat(tags.nested("places", 0).nested("value").get("number")).isEqualTo(7);
        assertThat(tags.nested("ids", 0).get("key")).isEqualTo(id.toString());
        assertThat(tags.nested("flags", 0).get("key")).isEqualTo(true);
        assertThat(tags.message().getDescriptorForType().findNestedTypeByName("CountsEntry"))
                .isNotNull();
    }

    record Lists(List<String> list, Set<Integer> set, Collection<? extends Address> bounded, List<byte[]> bytes) {}

    @Test
    void allCollectionsAreRepeated() {
        Set<Integer> set = new LinkedHashSet<>(List.of(3, 1, 2));
        Encoded lists =
                Encoded.of(new Lists(List.of("a", ""), set, List.of(new Address("s", 1)), List.of(new byte[] {1})));

        assertThat(lists.list("list")).isEqualTo(List.of("a", ""));
        assertThat(lists.list("set")).isEqualTo(List.of(3, 1, 2));
        assertThat(lists.nested("bounded", 0).get("street")).isEqualTo("s");
        assertThat(lists.list("bytes")).hasSize(1);
    }

    record Maybe(Optional<String> text, Optional<Address> place, Optional<Integer> number) {}

    @Test
    void emptyOptionalIsOmitted() {
        Encoded full = Encoded.of(new Maybe(Optional.of(""), Optional.of(new Address("s", 1)), Optional.of(0)));
        Encoded empty = Encoded.of(new Maybe(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(full.has("text")).isTrue();
        assertThat(full.nested("place").get("street")).isEqualTo("s");
        assertThat(full.has("number")).isTrue();
        assertThat(empty.message().getAllFields()).isEmpty();
    }

    @Test
    void nestedMessagesOfAnyLengthAreEncoded() {
        for (int length :
                new int[] {0, 1, 120, 121, 122, 123, 124, 125, 126, 127, 128, 16_370, 16_383, 16_384, 3_000_000}) {
            String street = "x".repeat(length);
            assertThat(Encoded.of(new Person(street, new Address(street, 1), new Address("", 2)))
                            .nested("home")
                            .get("street"))
                    .isEqualTo(street);
        }
    }

    @Test
    void schemaIsThreadSafe() {
        RecordSchema schema = RecordSchema.of(Company.class, FieldNaming.AS_IS);
        byte[] expected = schema.encode(COMPANY);

        assertThat(java.util.stream.IntStream.range(0, 10_000).parallel().mapToObj(i -> schema.encode(COMPANY)))
                .allMatch(bytes -> java.util.Arrays.equals(bytes, expected));
    }

    record Numbers(List<OptionalInt> ints, List<OptionalLong> longs, List<OptionalDouble> doubles) {}

    @Test
    void emptyOptionalNumberInListIsRefused() {
        List<Numbers> records = List.of(
                new Numbers(List.of(OptionalInt.empty(), OptionalInt.of(1)), List.of(), List.of()),
                new Numbers(List.of(), List.of(OptionalLong.empty()), List.of()),
                new Numbers(List.of(), List.of(), List.of(OptionalDouble.empty())));

        assertThat(records)
                .allSatisfy(record -> assertThatIllegalArgumentException().isThrownBy(() -> Encoded.of(record)));
    }
}
