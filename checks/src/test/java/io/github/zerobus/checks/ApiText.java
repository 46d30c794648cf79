package io.github.zerobus.checks;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Writes declarations the same way on every JDK, without annotations and without the package {@code java.lang}. */
final class ApiText {

    private static final Set<Modifier> SHOWN = Set.of(
            Modifier.PROTECTED, Modifier.ABSTRACT, Modifier.STATIC, Modifier.DEFAULT, Modifier.FINAL, Modifier.SEALED);

    private ApiText() {}

    static String modifiers(Element element) {
        return element.getModifiers().stream()
                .filter(SHOWN::contains)
                .sorted()
                .map(modifier -> modifier + " ")
                .collect(Collectors.joining());
    }

    static String kind(TypeElement type) {
        return switch (type.getKind()) {
            case ANNOTATION_TYPE -> "@interface";
            case INTERFACE -> type.getModifiers().contains(Modifier.SEALED) ? "sealed interface" : "interface";
            default -> type.getKind().name().toLowerCase(Locale.ROOT);
        };
    }

    /** @param constructorName empty for a method */
    static String method(String constructorName, ExecutableElement method) {
        StringBuilder text = new StringBuilder(modifiers(method));
        String typeParameters = typeParameters(method);
        text.append(typeParameters).append(typeParameters.isEmpty() ? "" : " ");
        if (constructorName.isEmpty()) {
            text.append(type(method.getReturnType())).append(' ').append(signature(method));
        } else {
            text.append(constructorName).append(signature(method).substring("<init>".length()));
        }
        if (!method.getThrownTypes().isEmpty()) {
            text.append(" throws ").append(types(method.getThrownTypes()));
        }
        return text.toString();
    }

    static String signature(ExecutableElement method) {
        return method.getSimpleName()
                + method.getParameters().stream()
                        .map(VariableElement::asType)
                        .map(ApiText::type)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static String typeParameters(Parameterizable element) {
        List<? extends TypeParameterElement> parameters = element.getTypeParameters();
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(ApiText::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String typeParameter(TypeParameterElement parameter) {
        String bounds = parameter.getBounds().stream()
                .map(ApiText::type)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.joining(" & "));
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    static String types(List<? extends TypeMirror> types) {
        return types.stream().map(ApiText::type).collect(Collectors.joining(", "));
    }

    static String type(TypeMirror type) {
        return type.accept(new TypeText(), null);
    }

    private static final class TypeText extends SimpleTypeVisitor14<String, Void> {

        @Override
        protected String defaultAction(TypeMirror type, Void unused) {
            return type.getKind().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String visitArray(ArrayType type, Void unused) {
            return visit(type.getComponentType()) + "[]";
        }

        @Override
        public String visitDeclared(DeclaredType type, Void unused) {
            String name = ((TypeElement) type.asElement()).getQualifiedName().toString();
            String shortName = name.replaceFirst("^java\\.lang\\.(?=[A-Z])", "");
            List<? extends TypeMirror> arguments = type.getTypeArguments();
            return arguments.isEmpty()
                    ? shortName
                    : arguments.stream().map(this::visit).collect(Collectors.joining(", ", shortName + "<", ">"));
        }

        @Override
        public String visitError(ErrorType type, Void unused) {
            return visitDeclared(type, null);
        }

        @Override
        public String visitTypeVariable(TypeVariable type, Void unused) {
            return type.asElement().getSimpleName().toString();
        }

        @Override
        public String visitWildcard(WildcardType type, Void unused) {
            if (type.getExtendsBound() != null) {
                return "? extends " + visit(type.getExtendsBound());
            }
            return type.getSuperBound() == null ? "?" : "? super " + visit(type.getSuperBound());
        }
    }
}
