package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

import com.google.protobuf.Timestamp;
import io.github.zerobus.records.RecordReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/** Hints cover all reflection of a schema at runtime, and no more. */
class RecordClassHintsTests {

    private static final String RECORD_CLASS = "zerobus.stream.record-class=";

    record Line(String sku) {}

    record Tag(String text) {}

    record Place(String name) {}

    record Sale(long id, Instant at, List<Line> lines, Map<String, Tag> tags, Optional<Place> place) {}

    private static RuntimeHints hints(String... properties) {
        GenericApplicationContext context = new GenericApplicationContext();
        TestPropertyValues.of(properties).applyTo(context);
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(RecordClassHintsTests.class)), new InMemoryGeneratedFiles());
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        return generation.getRuntimeHints();
    }

    private static RuntimeHints hints(Class<?> recordClass) {
        return hints(RECORD_CLASS + recordClass.getName());
    }

    @Test
    void accessorsOfNestedRecordsAreRegistered() {
        assertThat(hints(Sale.class))
                .matches(reflection().onMethodInvocation(Sale.class, "id"))
                .matches(reflection().onMethodInvocation(Line.class, "sku"))
                .matches(reflection().onMethodInvocation(Tag.class, "text"))
                .matches(reflection().onMethodInvocation(Place.class, "name"))
                .matches(reflection().onType(RecordClassHintsTests.class))
                .matches(reflection().onType(Instant.class).negate());
    }

    @Test
    void writersOfEncoderAreRegistered() {
        for (Class<?> writer : RecordReflection.of(Sale.class).writers()) {
            assertThat(hints(Sale.class)).matches(reflection().onType(writer));
        }
    }

    @SuppressWarnings("UnusedVariable")
    static class Item {

        private final Line[] parts = {};
        private final Boolean sold = true;
        private final String colour = "red";

        public Line[] getParts() {
            return parts;
        }

        public Boolean isSold() {
            return sold;
        }

        public String colour() {
            return colour;
        }

        public String getComputed() {
            return "computed";
        }
    }

    static class Book extends Item {

        private final int pages = 1;

        public int getPages() {
            return pages;
        }
    }

    @Test
    void gettersOfBeansAreRegisteredInAllForms() {
        assertThat(hints(Item.class))
                .matches(reflection().onMethodInvocation(Item.class, "getParts"))
                .matches(reflection().onMethodInvocation(Item.class, "isSold"))
                .matches(reflection().onMethodInvocation(Item.class, "colour"))
                .matches(reflection().onMethodInvocation(Item.class, "getComputed"));
    }

    @Test
    void elementTypesOfArraysAreRegistered() {
        assertThat(hints(Item.class)).matches(reflection().onMethodInvocation(Line.class, "sku"));
    }

    @Test
    void superclassesAreRegistered() {
        assertThat(hints(Book.class))
                .matches(reflection().onType(Item.class))
                .matches(reflection().onMethodInvocation(Item.class, "colour"))
                .matches(reflection().onMethodInvocation(Book.class, "getPages"));
    }

    @Test
    void packageInfoIsRegistered() throws ClassNotFoundException {
        // A record of a null-marked package.
        Class<?> marked = io.github.zerobus.MessageId.class;
        assertThat(hints(marked)).matches(reflection().onType(Class.forName("io.github.zerobus.package-info")));
    }

    @Test
    void recordClassOfNamedStreamIsRegistered() {
        assertThat(hints(
                        "zerobus.streams.books.table=main.shop.books",
                        "zerobus.streams.books.record-class=" + Book.class.getName()))
                .matches(reflection().onMethodInvocation(Book.class, "getPages"));
    }

    @Test
    void descriptorMethodOfGeneratedMessageIsRegistered() {
        assertThat(hints(Timestamp.class)).matches(reflection().onMethodInvocation(Timestamp.class, "getDescriptor"));
        assertThat(hints(Sale.class))
                .matches(reflection()
                        .onMethodInvocation(Timestamp.class, "getDescriptor")
                        .negate());
    }
}
