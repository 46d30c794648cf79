package io.github.zerobus.checks;

import com.sun.source.util.JavacTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ToolProvider;

/**
 * The public API of a jar as text: one line for each public or protected type, constructor, method and field. The
 * packages of the engine are left out, and whatever carries an annotation named {@code Internal}, which may have class
 * retention.
 */
final class PublicApi {

    private static final String ENGINE = "io.github.zerobus.engine";
    private static final String NOT_API = "Internal";
    private static final Set<String> METHODS_OF_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");

    private final Elements elements;
    private final List<Line> lines = new ArrayList<>();

    private PublicApi(Elements elements) {
        this.elements = elements;
    }

    /** Types come before their members; members are sorted by kind, then by name. */
    private record Line(String type, int kind, String name, String text) {}

    static List<String> of(PackagedModule module) {
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> {}, options, List.of("java.lang.Object"), null);
        PublicApi api = new PublicApi(task.getElements());
        module.classNames().stream().filter(name -> !name.contains("$")).forEach(api::addTopLevel);
        return api.lines.stream()
                .sorted(Comparator.comparing(Line::type)
                        .thenComparing(Line::kind)
                        .thenComparing(Line::name))
                .map(Line::text)
                .toList();
    }

    private void addTopLevel(String name) {
        TypeElement type = elements.getTypeElement(name);
        PackageElement home = elements.getPackageOf(type);
        String packageName = home.getQualifiedName().toString();
        boolean engine = packageName.equals(ENGINE) || packageName.startsWith(ENGINE + ".");
        if (!engine && isApi(type) && isApi(home)) {
            add(type);
        }
    }

    private void add(TypeElement type) {
        if (!isVisible(type) || !isApi(type)) {
            return;
        }
        String name = type.getQualifiedName().toString();
        lines.add(new Line(name, 0, "", name + ": " + declaration(type)));
        Stream.concat(Stream.of(type), hiddenAncestors(type))
                .flatMap(owner -> owner.getEnclosedElements().stream())
                .filter(member -> isVisible(member) && isApi(member))
                .map(member -> member(type, member))
                .filter(line -> !line.text().isEmpty())
                .map(line -> new Line(name, line.kind(), line.name(), name + ": " + line.text()))
                .distinct()
                .forEach(lines::add);
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::add);
    }

    /** Those that users cannot name, though they inherit what is public in them. */
    private Stream<TypeElement> hiddenAncestors(TypeElement type) {
        return Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                .filter(DeclaredType.class::isInstance)
                .map(ancestor -> (TypeElement) ((DeclaredType) ancestor).asElement())
                .filter(ancestor -> ancestor.getQualifiedName().toString().startsWith("io.github.zerobus."))
                .filter(ancestor -> !isVisible(ancestor) || !isApi(ancestor))
                .flatMap(ancestor -> Stream.concat(Stream.of(ancestor), hiddenAncestors(ancestor)));
    }

    private static boolean isVisible(Element element) {
        Set<Modifier> modifiers = element.getModifiers();
        Element owner = element.getEnclosingElement();
        return modifiers.contains(Modifier.PUBLIC)
                || (modifiers.contains(Modifier.PROTECTED)
                        && !owner.getModifiers().contains(Modifier.FINAL));
    }

    private static boolean isApi(Element element) {
        return element.getAnnotationMirrors().stream()
                .map(AnnotationMirror::getAnnotationType)
                .noneMatch(annotation -> annotation.asElement().getSimpleName().contentEquals(NOT_API));
    }

    private static Line member(TypeElement type, Element member) {
        if (member.getKind().isField() && member instanceof VariableElement field) {
            return new Line("", 1, field.getSimpleName().toString(), field(field));
        }
        if (member instanceof ExecutableElement method && !isImplicit(type, method)) {
            boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
            String text = ApiText.method(constructor ? type.getSimpleName().toString() : "", method);
            return new Line("", constructor ? 2 : 3, ApiText.signature(method), text);
        }
        return new Line("", 4, "", "");
    }

    private static String field(VariableElement field) {
        if (field.getKind() == ElementKind.ENUM_CONSTANT) {
            return "enum constant " + field.getSimpleName();
        }
        return ApiText.modifiers(field) + ApiText.type(field.asType()) + " " + field.getSimpleName();
    }

    /** What each enum or object has; and static initializers. */
    private static boolean isImplicit(TypeElement type, ExecutableElement method) {
        String signature = ApiText.signature(method);
        return method.getKind() == ElementKind.STATIC_INIT
                || METHODS_OF_OBJECT.contains(signature)
                || (type.getKind() == ElementKind.ENUM
                        && Set.of("values()", "valueOf(String)").contains(signature));
    }

    private static String declaration(TypeElement type) {
        StringBuilder text = new StringBuilder();
        text.append(type.getKind() == ElementKind.CLASS ? ApiText.modifiers(type) : "")
                .append(ApiText.kind(type))
                .append(ApiText.typeParameters(type));
        TypeMirror parent = type.getSuperclass();
        if (type.getKind() == ElementKind.CLASS && !parent.toString().equals("java.lang.Object")) {
            text.append(" extends ").append(ApiText.type(parent));
        }
        if (!type.getInterfaces().isEmpty() && type.getKind() != ElementKind.ANNOTATION_TYPE) {
            text.append(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ")
                    .append(ApiText.types(type.getInterfaces()));
        }
        return text.toString();
    }
}
