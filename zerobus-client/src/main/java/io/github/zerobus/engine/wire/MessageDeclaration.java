package io.github.zerobus.engine.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.GenericDescriptor;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Declares a message without imports: the service receives one message, and no other type of its file. Types that stand
 * elsewhere are copied into the message under their simple names. The wire format of the records stays the same.
 */
final class MessageDeclaration {

    private final Descriptor root;
    /** Copied types by their simple names in lower case. */
    private final Map<String, GenericDescriptor> copied = new LinkedHashMap<>();

    private final Set<String> visited = new HashSet<>();
    /** Messages around the visited one, innermost first. */
    private final Deque<Descriptor> enclosing = new ArrayDeque<>();

    private MessageDeclaration(Descriptor root) {
        this.root = root;
    }

    /**
     * Returns the declaration of a message.
     *
     * @throws InvalidOptionException if the message is recursive, or two types need the same name
     */
    static DescriptorProto of(Descriptor root) {
        MessageDeclaration declaration = new MessageDeclaration(root);
        declaration.visitTree(root);
        return declaration.copied.isEmpty() ? root.toProto() : declaration.build();
    }

    /** Visits a message and all that are declared in it, whether a field uses them or not. */
    private void visitTree(Descriptor message) {
        visit(message);
        message.getNestedTypes().forEach(this::visitTree);
    }

    private void visit(Descriptor message) {
        if (enclosing.contains(message)) {
            throw invalid("message type " + message.getFullName()
                    + " contains itself, which a column cannot; remove one of the fields in between");
        }
        if (!visited.add(message.getFullName())) {
            return;
        }
        enclosing.push(message);
        message.getFields().forEach(this::visit);
        enclosing.pop();
    }

    private void visit(FieldDescriptor field) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            copyIfElsewhere(field.getMessageType());
            visit(field.getMessageType());
        } else if (field.getJavaType() == JavaType.ENUM) {
            copyIfElsewhere(field.getEnumType());
        }
    }

    private void copyIfElsewhere(GenericDescriptor used) {
        if (isInRoot(used)) {
            return;
        }
        GenericDescriptor type = outermost(used);
        GenericDescriptor other = copied.putIfAbsent(type.getName().toLowerCase(Locale.ROOT), type);
        if (other == type) {
            return;
        }
        if (other != null) {
            throw invalid(clash(type, other.getFullName()));
        }
        if (root.findFieldByName(type.getName()) != null
                || root.findNestedTypeByName(type.getName()) != null
                || root.findEnumTypeByName(type.getName()) != null) {
            throw invalid(clash(type, "an element of the message"));
        }
        if (type instanceof Descriptor message) {
            visitTree(message);
        }
    }

    /** Returns the type, or the outermost message around it that does not contain the root. */
    private GenericDescriptor outermost(GenericDescriptor type) {
        GenericDescriptor outermost = type;
        for (Descriptor holder = holder(type);
                holder != null && !contains(holder, root);
                holder = holder.getContainingType()) {
            outermost = holder;
        }
        return outermost;
    }

    private static @Nullable Descriptor holder(GenericDescriptor type) {
        return type instanceof EnumDescriptor constants
                ? constants.getContainingType()
                : ((Descriptor) type).getContainingType();
    }

    private static boolean contains(Descriptor holder, @Nullable GenericDescriptor type) {
        return type != null && (type == holder || contains(holder, holder(type)));
    }

    private boolean isInRoot(GenericDescriptor type) {
        return contains(root, type);
    }

    private static String clash(GenericDescriptor type, String other) {
        return "type " + type.getFullName() + " is not nested in the message, and cannot be copied into it because of "
                + other + " with the same name; nest it, or rename one of them";
    }

    private InvalidOptionException invalid(String reason) {
        return EngineAccess.invalidOption("descriptor", root.getFullName(), reason);
    }

    private DescriptorProto build() {
        DescriptorProto.Builder message = withReferences(root);
        for (GenericDescriptor type : copied.values()) {
            if (type instanceof Descriptor nested) {
                message.addNestedType(withReferences(nested));
            } else if (type instanceof EnumDescriptor constants) {
                message.addEnumType(constants.toProto());
            }
        }
        checkConstants(message);
        return message.build();
    }

    /** The constants of all enums in a message share one namespace. */
    private void checkConstants(DescriptorProto.Builder message) {
        Set<String> names = new HashSet<>();
        message.getEnumTypeList()
                .forEach(constants -> constants.getValueList().forEach(constant -> {
                    if (!names.add(constant.getName())) {
                        throw invalid("its enums have two constants " + constant.getName() + ", of which one is in "
                                + constants.getName() + "; nest the enum in a message, or rename the constant");
                    }
                }));
    }

    /** Returns the declaration of a message, and of all messages in it, with references to the copies. */
    private DescriptorProto.Builder withReferences(Descriptor message) {
        DescriptorProto.Builder declared = message.toProto().toBuilder().clearNestedType();
        message.getNestedTypes().forEach(nested -> declared.addNestedType(withReferences(nested)));
        for (int i = 0; i < message.getFields().size(); i++) {
            FieldDescriptor field = message.getFields().get(i);
            if (field.getJavaType() == JavaType.MESSAGE) {
                declared.getFieldBuilder(i).setTypeName("." + name(field.getMessageType()));
            } else if (field.getJavaType() == JavaType.ENUM) {
                declared.getFieldBuilder(i).setTypeName("." + name(field.getEnumType()));
            }
        }
        return declared;
    }

    private String name(GenericDescriptor type) {
        if (isInRoot(type)) {
            return type.getFullName();
        }
        GenericDescriptor outermost = outermost(type);
        int scope = outermost.getFullName().length() - outermost.getName().length();
        return root.getFullName() + "." + type.getFullName().substring(scope);
    }
}
