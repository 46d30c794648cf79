package io.github.zerobus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

@AnalyzeClasses(packages = "io.github.zerobus", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.zerobus.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesKnowNeitherAuthNorEngine = noClasses()
            .that()
            .resideInAPackage("io.github.zerobus")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.zerobus.auth", "io.github.zerobus.stream", "io.grpc..", "io.netty..");

    @ArchTest
    static final ArchRule authKnowsNeitherEngineNorGrpc = noClasses()
            .that()
            .resideInAPackage("io.github.zerobus.auth")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.zerobus.stream", "io.grpc..", "io.netty..");

    @ArchTest
    static final ArchRule onlyOneClassLooksAtCodes = noClasses()
            .that()
            .resideInAPackage("io.github.zerobus.stream")
            .and()
            .doNotHaveSimpleName("GrpcStatusClassifier")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.grpc.Status$Code");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*\\.(Abstract|Base)?\\w*(Util|Utils|Helper|Manager|Impl)")
            .andShould()
            .resideOutsideOfPackage("io.github.zerobus.proto");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethodWhere(JavaCall.Predicates.target(name("sleep"))
                    .and(JavaCall.Predicates.target(owner(type(Thread.class).or(type(TimeUnit.class))))));

    @ArchTest
    static final ArchRule engineKnowsNoSpringAndNoMicrometer =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "io.micrometer..");

    @ArchTest
    static final ArchRule locksAreExplicit = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("io.github.zerobus", "io.github.zerobus.auth", "io.github.zerobus.stream")
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule generatedMessagesStayInside = classes()
            .that()
            .resideInAPackage("io.github.zerobus.proto")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("io.github.zerobus.proto", "io.github.zerobus.stream", "io.github.zerobus.embedded");
}
