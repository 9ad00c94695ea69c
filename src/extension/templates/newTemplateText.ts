/** What a new template starts with: it runs as it is on every platform that knows `show version`, and explains itself. */
export const newTemplateText = `# What this template is for
# Every line that is not empty and does not start with # is sent to each ticked device.

### Version
show version

# A value from the inventory goes in double braces, for example:
#   show interfaces {{ uplink }} status
# Directives start with # @, for example a filter for the devices and a time limit in seconds:
#   # @filter platform:cisco_ios
#   # @timeout 60
`;
