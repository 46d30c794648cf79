package io.github.zerobus.records.jackson;

import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;

/** Adds the forms of column types to a mapper. */
final class ColumnModule extends JacksonModule {

    private final boolean checkFields;

    /** @param checkFields whether to refuse objects of classes with fields that nothing reads */
    ColumnModule(boolean checkFields) {
        this.checkFields = checkFields;
    }

    @Override
    public String getModuleName() {
        return "zerobus-columns";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.insertAnnotationIntrospector(new ColumnIntrospector());
        context.addSerializerModifier(new ColumnSerializers(checkFields));
    }
}
