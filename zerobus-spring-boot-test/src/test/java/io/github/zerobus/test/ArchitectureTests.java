package io.github.zerobus.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for all modules on this class path: client, auto-configuration, embedded server and this module. */
@AnalyzeClasses(packages = "io.github.zerobus", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule internalsOfEmbeddedServerAreNotUsedByOtherModules = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.zerobus.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.zerobus.embedded.service", "io.github.zerobus.embedded.transport");

    @ArchTest
    static final ArchRule noOtherModuleUsesThisModule = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.zerobus.test..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.zerobus.test..");
}
