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

    private static final String ROOT = "io.github.zerobus";
    private static final String AUTH = "io.github.zerobus.auth";
    private static final String CHANNEL = "io.github.zerobus.channel";
    private static final String RESCUE = "io.github.zerobus.rescue";
    private static final String STREAM = "io.github.zerobus.stream";
    private static final String MUX = "io.github.zerobus.engine.mux";
    private static final String SESSION = "io.github.zerobus.engine.session";
    private static final String BUFFER = "io.github.zerobus.engine.buffer";
    private static final String WIRE = "io.github.zerobus.engine.wire";
    private static final String PROTO = "io.github.zerobus.proto";
    private static final String EMBEDDED = "io.github.zerobus.embedded..";
    private static final String TIME = "io.github.zerobus.engine.time";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.zerobus.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesDependOnNoOtherPackage =
            noDependency(ROOT, AUTH, CHANNEL, STREAM, RESCUE, "..engine..");

    @ArchTest
    static final ArchRule authDependsOnValuesOnly = noDependency(AUTH, CHANNEL, STREAM, "..engine..");

    @ArchTest
    static final ArchRule rescueDependsOnValuesOnly = noDependency(RESCUE, AUTH, CHANNEL, STREAM, "..engine..");

    @ArchTest
    static final ArchRule engineUsesStoresThroughTheirInterface = noClasses()
            .that()
            .resideInAPackage("..engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RESCUE);

    @ArchTest
    static final ArchRule timeDependsOnNoOtherPackage =
            noDependency(TIME, ROOT, AUTH, CHANNEL, STREAM, MUX, SESSION, BUFFER, WIRE);

    @ArchTest
    static final ArchRule bufferDependsOnTimeOnly = noDependency(BUFFER, AUTH, CHANNEL, STREAM, MUX, SESSION, WIRE);

    @ArchTest
    static final ArchRule wireDependsOnTimeAndChannelOnly = noDependency(WIRE, AUTH, STREAM, MUX, SESSION, BUFFER);

    @ArchTest
    static final ArchRule sessionDependsOnNothingAbove = noDependency(SESSION, STREAM, MUX);

    @ArchTest
    static final ArchRule muxDependsOnNothingAbove = noDependency(MUX, STREAM);

    @ArchTest
    static final ArchRule channelDependsOnTimeOnly = noDependency(CHANNEL, AUTH, STREAM, MUX, SESSION, BUFFER, WIRE);

    @ArchTest
    static final ArchRule onlyWireAndChannelUseGrpc = noClasses()
            .that()
            .resideOutsideOfPackages(WIRE, CHANNEL, PROTO, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.grpc..");

    @ArchTest
    static final ArchRule onlyChannelAndAuthUseNetty = noClasses()
            .that()
            .resideOutsideOfPackages(CHANNEL, AUTH, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule internalTypesAreUsedInsideTheClientOnly = classes()
            .that()
            .areAnnotatedWith(Internal.class)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(ROOT, AUTH, CHANNEL, STREAM, RESCUE, "io.github.zerobus.engine..");

    @ArchTest
    static final ArchRule valuesDoNotUseEngineAccess = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .haveNameNotMatching(".*\\.EngineAccess(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("EngineAccess");

    private static ArchRule noDependency(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    @ArchTest
    static final ArchRule onlyWireClassifiesCodes = noClasses()
            .that()
            .doNotHaveSimpleName("GrpcStatusClassifier")
            .and()
            .resideOutsideOfPackages(PROTO, EMBEDDED)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.grpc.Status$Code");

    @ArchTest
    static final ArchRule classNamesHaveNoVagueSuffix = noClasses()
            .should()
            .haveNameMatching(".*\\.(Abstract|Base)?\\w*(Util|Utils|Helper|Manager|Impl)")
            .andShould()
            .resideOutsideOfPackage("io.github.zerobus.proto");

    @ArchTest
    static final ArchRule noClassSleeps = noClasses()
            .should()
            .callMethodWhere(JavaCall.Predicates.target(name("sleep"))
                    .and(JavaCall.Predicates.target(owner(type(Thread.class).or(type(TimeUnit.class))))));

    @ArchTest
    static final ArchRule noClassDependsOnSpringOrMicrometer =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "io.micrometer..");

    @ArchTest
    static final ArchRule noMethodIsSynchronized = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(PROTO, EMBEDDED)
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule generatedMessagesAreUsedByWireAndStreamOnly = classes()
            .that()
            .resideInAPackage(PROTO)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(PROTO, WIRE, EMBEDDED);
}
