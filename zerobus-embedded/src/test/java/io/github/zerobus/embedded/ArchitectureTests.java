package io.github.zerobus.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.github.zerobus.embedded", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String SERVICE = "io.github.zerobus.embedded.service";
    private static final String COLUMNS = "io.github.zerobus.embedded.columns";
    private static final String TRANSPORT = "io.github.zerobus.embedded.transport";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.zerobus.(**)").should().beFreeOfCycles();

    /** The only exception: {@code EmbeddedZerobusServer.builder()} and the builder's {@code start()}. */
    @ArchTest
    static final ArchRule classesHaveNoCycles = slices().assignedFrom(new TopLevelClasses())
            .should()
            .beFreeOfCycles()
            .ignoreDependency(EmbeddedZerobusServer.class, EmbeddedZerobusServerBuilder.class);

    @ArchTest
    static final ArchRule packagesDependDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("test libraries")
            .definedBy("..embedded.junit", "..embedded.assertj")
            .layer("api")
            .definedBy("io.github.zerobus.embedded")
            .layer("service")
            .definedBy(SERVICE)
            .layer("transport")
            .definedBy(TRANSPORT)
            .layer("time")
            .definedBy("..embedded.time")
            .layer("columns")
            .definedBy(COLUMNS)
            .whereLayer("test libraries")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("test libraries")
            .whereLayer("service")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("api", "service")
            .whereLayer("time")
            .mayOnlyBeAccessedByLayers("api", "service")
            .whereLayer("columns")
            .mayOnlyBeAccessedByLayers("test libraries", "api", "service");

    @ArchTest
    static final ArchRule onlyTransportDependsOnNetty = noClasses()
            .that()
            .resideOutsideOfPackage(TRANSPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.grpc.netty..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule publicSignaturesUsePlainTypes = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "io.github.zerobus.embedded", "..embedded.time", "..embedded.junit", "..embedded.assertj")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .should(useNoTypeOf("io.grpc", "io.netty", "io.github.zerobus.proto", SERVICE, TRANSPORT, COLUMNS));

    private static ArchCondition<JavaMethod> useNoTypeOf(String... packages) {
        return new ArchCondition<>("use no type of " + List.of(packages)) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(type -> Stream.of(packages).anyMatch(type.getPackageName()::startsWith))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " uses " + type.getName())));
            }
        };
    }

    @ArchTest
    static final ArchRule dependsOnNoOtherModuleButTheProtocol = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.zerobus.embedded..",
                    "io.github.zerobus.proto..",
                    "java..",
                    "javax..",
                    "com.sun.net.httpserver..",
                    "io.grpc..",
                    "io.netty..",
                    "com.google.protobuf..",
                    "com.google.rpc..",
                    "com.google.gson..",
                    "org.jspecify..",
                    "org.junit.jupiter.api..",
                    "org.assertj.core..");

    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }
}
