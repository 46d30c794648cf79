package io.github.zerobus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;

@AnalyzeClasses(packages = "io.github.zerobus", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule engineKnowsNoSpringAndNoMicrometer = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.zerobus",
                    "io.github.zerobus.stream..",
                    "io.github.zerobus.auth..",
                    "io.github.zerobus.records..",
                    "io.github.zerobus.proto..",
                    "io.github.zerobus.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "io.micrometer..",
                    "io.github.zerobus.autoconfigure..",
                    "io.github.zerobus.template..",
                    "io.github.zerobus.health..",
                    "io.github.zerobus.metrics..",
                    "io.github.zerobus.actuate..");

    @ArchTest
    static final ArchRule partsDoNotKnowTheirWiring = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.zerobus.template..",
                    "io.github.zerobus.health..",
                    "io.github.zerobus.metrics..",
                    "io.github.zerobus.actuate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.zerobus.autoconfigure..");

    @ArchTest
    static final ArchRule serverDoesNotKnowTheClient = noClasses()
            .that()
            .resideInAPackage("io.github.zerobus.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.zerobus", "io.github.zerobus.stream..", "io.github.zerobus.auth..");

    @ArchTest
    static final ArchRule beanMethodsAreNotPublic =
            methods().that().areAnnotatedWith(Bean.class).should().notBePublic();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            fields().should().notBeAnnotatedWith(Autowired.class).allowEmptyShould(true);
}
