package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordReflectionTests {

    record Tag(String text) {}

    record Sale(long id, List<Tag> tags, Map<String, Tag[]> byName, Optional<Tag> maybe) {}

    @Test
    void typesAndGettersOfNestedRecordsAreCollected() throws ClassNotFoundException {
        RecordReflection reflection = RecordReflection.of(Sale.class);

        assertThat(reflection.getters())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("id", "tags", "byName", "maybe", "text");
        assertThat(reflection.types())
                .contains(Sale.class, Tag.class, RecordReflectionTests.class)
                .doesNotContain(String.class, List.class);
        assertThat(RecordReflection.of(RecordReflection.class).types())
                .contains(Class.forName("io.github.zerobus.records.package-info"));
    }

    /** {@code ElementWriter} is called directly; the methods of all other writers are looked up by name. */
    @Test
    void writersAreAllClassesWhoseMethodsAreLookedUp() {
        Stream<String> expected = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.github.zerobus.records.encoding").stream()
                        .filter(type -> type.getSimpleName().matches("(?!Element).*Writers?"))
                        .map(JavaClass::getName);

        assertThat(RecordReflection.of(Sale.class).writers())
                .extracting(Class::getName)
                .containsExactlyInAnyOrderElementsOf(expected.toList());
    }
}
