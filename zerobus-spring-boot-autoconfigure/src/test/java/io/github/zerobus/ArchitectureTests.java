package io.github.zerobus;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Method;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;

@AnalyzeClasses(packages = "io.github.zerobus", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String WIRING = "io.github.zerobus.autoconfigure";
    private static final String CHANNEL = "io.github.zerobus.autoconfigure.channel";
    private static final String CATALOG = "io.github.zerobus.autoconfigure.catalog";
    private static final String STREAM = "io.github.zerobus.autoconfigure.stream";
    private static final String HEALTH = "io.github.zerobus.autoconfigure.health";
    private static final String METRICS = "io.github.zerobus.autoconfigure.metrics";
    private static final String ACTUATE = "io.github.zerobus.autoconfigure.actuate";
    private static final String DIAGNOSTICS = "io.github.zerobus.autoconfigure.diagnostics";

    /** The parts that an application can use without the auto-configuration. */
    private static final String[] PARTS = {
        "io.github.zerobus.template..",
        "io.github.zerobus.event..",
        "io.github.zerobus.health..",
        "io.github.zerobus.metrics..",
        "io.github.zerobus.actuate.."
    };

    private static final DescribedPredicate<JavaClass> THIS_MODULE =
            resideInAnyPackage(WIRING + "..").or(resideInAnyPackage(PARTS));

    private static final DescribedPredicate<JavaClass> INTERNAL =
            describe("are marked as internal", type -> type.isAnnotatedWith(Internal.class));

    @ArchTest
    static final ArchRule engineDependsOnNeitherSpringNorMicrometer = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.zerobus",
                    "io.github.zerobus.auth..",
                    "io.github.zerobus.channel..",
                    "io.github.zerobus.engine..",
                    "io.github.zerobus.stream..",
                    "io.github.zerobus.records..",
                    "io.github.zerobus.proto..",
                    "io.github.zerobus.embedded..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.micrometer..")
                    .or(THIS_MODULE));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.zerobus.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesHaveNoCycles =
            slices().assignedFrom(topLevelClassesOfThisModule()).should().beFreeOfCycles();

    private static SliceAssignment topLevelClassesOfThisModule() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getName();
                int nested = name.indexOf('$');
                return THIS_MODULE.test(type)
                        ? SliceIdentifier.of(nested < 0 ? name : name.substring(0, nested))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "top-level classes of this module";
            }
        };
    }

    @ArchTest
    static final ArchRule partsDoNotDependOnTheirWiring = noClasses()
            .that()
            .resideInAnyPackage(PARTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WIRING + "..");

    @ArchTest
    static final ArchRule connectionDependsOnNoOtherWiring =
            noDependency(WIRING, CHANNEL, CATALOG, STREAM, HEALTH, METRICS, ACTUATE, DIAGNOSTICS);

    @ArchTest
    static final ArchRule channelDependsOnConnectionOnly =
            noDependency(CHANNEL, STREAM, HEALTH, METRICS, ACTUATE, DIAGNOSTICS, "io.github.zerobus.event");

    @ArchTest
    static final ArchRule catalogDependsOnConnectionOnly =
            noDependency(CATALOG, CHANNEL, STREAM, HEALTH, METRICS, ACTUATE, DIAGNOSTICS, "io.github.zerobus.event");

    @ArchTest
    static final ArchRule streamDependsOnConnectionChannelAndCatalogOnly =
            noDependency(STREAM, HEALTH, METRICS, ACTUATE, DIAGNOSTICS);

    @ArchTest
    static final ArchRule optionalPartsDoNotDependOnEachOther = slices().matching(
                    "io.github.zerobus.autoconfigure.(health|metrics|actuate|diagnostics)")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingDependsOnDiagnostics = classes()
            .that()
            .resideInAPackage(DIAGNOSTICS)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage(DIAGNOSTICS);

    private static ArchRule noDependency(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    @ArchTest
    static final ArchRule onlyChannelUsesGrpc = noClasses()
            .that(THIS_MODULE)
            .and()
            .resideOutsideOfPackage(CHANNEL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.grpc..");

    @ArchTest
    static final ArchRule channelsAreBuiltFromPlainValues = noClasses()
            .that()
            .resideInAPackage(CHANNEL)
            .and()
            .doNotHaveSimpleName("ChannelConfiguration")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.autoconfigure\\.Zerobus\\w*Properties.*");

    @ArchTest
    static final ArchRule onlyPublicApiOfOtherModulesIsUsed = noClasses()
            .that(THIS_MODULE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.github.zerobus.engine..",
                            "io.github.zerobus.records.encoding..",
                            "io.github.zerobus.records.schema..")
                    .or(INTERNAL.and(not(THIS_MODULE))));

    /** A decorator or composite that misses a method drops its calls, because all methods have an empty default. */
    @ArchTest
    static final ArchRule listenerDecoratorsOverrideEveryCallback = classes()
            .that()
            .implement(StreamListener.class)
            .and(describe(
                    "hold listeners",
                    type -> type.getFields().stream()
                            .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                            .anyMatch(involved -> involved.isEquivalentTo(StreamListener.class))))
            .should(new ArchCondition<JavaClass>("override every callback") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Method callback : StreamListener.class.getMethods()) {
                        boolean overridden = type.tryGetMethod(callback.getName(), callback.getParameterTypes())
                                .isPresent();
                        if (callback.getName().startsWith("on") && !overridden) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " drops " + callback));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule embeddedServerDoesNotDependOnTheClient = noClasses()
            .that()
            .resideInAPackage("io.github.zerobus.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.zerobus", "io.github.zerobus.stream..", "io.github.zerobus.auth..");

    @ArchTest
    static final ArchRule beanMethodsAreNotPublic =
            methods().that().areAnnotatedWith(Bean.class).should().notBePublic();

    @ArchTest
    static final ArchRule fieldsAreNotInjected =
            fields().should().notBeAnnotatedWith(Autowired.class).allowEmptyShould(true);
}
