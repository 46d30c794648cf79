package io.github.zerobus.records;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(packages = "io.github.zerobus.records", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    /** One slice for each top-level class and the classes in it. */
    private static final SliceAssignment OUTERMOST_CLASSES = new SliceAssignment() {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(outermost.getName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    };

    private static final String ROOT = "io.github.zerobus.records";
    private static final String SCHEMA = "io.github.zerobus.records.schema";
    private static final String ENCODING = "io.github.zerobus.records.encoding";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.zerobus.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesHaveNoCycles =
            slices().assignedFrom(OUTERMOST_CLASSES).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule schemaDoesNotDependOnApi = noDependency(SCHEMA, ROOT);

    @ArchTest
    static final ArchRule encodingDependsOnNoOtherPackage = noDependency(ENCODING, ROOT, SCHEMA);

    private static ArchRule noDependency(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    @ArchTest
    static final ArchRule recordsDependOnValuesOfTheClientOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "io.micrometer..",
                    "io.grpc..",
                    "io.github.zerobus.auth..",
                    "io.github.zerobus.channel..",
                    "io.github.zerobus.engine..",
                    "io.github.zerobus.proto..",
                    "io.github.zerobus.stream..");
}
