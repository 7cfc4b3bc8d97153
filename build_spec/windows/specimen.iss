; How does the bundle become a setup program for Windows? For Inno Setup 6.3 or later.
;
; Silent:     Specimen-<version>-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/DIR="..."] [/LOG="..."]
; For a user: the same with /CURRENTUSER; without it, for everybody (/ALLUSERS, needs an administrator).
; Away:       "{app}\unins000.exe" /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
;
; specimen.toml beside the program is IT's own and the records lie in the users' folders: setup neither
; brings, overwrites nor removes them.

#ifndef Bundle
  #define Bundle SourcePath + "\..\..\dist\specimen"
#endif
#define Version GetStringFileInfo(Bundle + "\specimen.exe", "ProductVersion")
#define Icon SourcePath + "\..\..\build\specimen\program.ico"

[Setup]
AppId={{6E9B4C0B-4E0C-4F5B-9B57-2C1D6A7E83F4}
AppName=Specimen
AppVersion={#Version}
AppVerName=Specimen {#Version}
AppPublisher=The developers of Specimen
VersionInfoVersion={#GetVersionNumbersString(Bundle + "\specimen.exe")}
OutputBaseFilename=Specimen-{#Version}-setup
#ifexist Icon
SetupIconFile={#Icon}
#endif
UninstallDisplayIcon={app}\specimen.exe
WizardStyle=modern
LicenseFile={#SourcePath}\..\..\LICENSE
DisableProgramGroupPage=yes
; for everybody, unless a user without rights asks for it
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=commandline dialog
DefaultDirName={autopf}\Specimen
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
; an upgrade goes where the last one went; a desk that is open is asked to close
UsePreviousAppDir=yes
CloseApplications=yes
RestartApplications=no
Compression=lzma2/max
LZMAUseSeparateProcess=yes
SolidCompression=yes

[InstallDelete]
; what only the last version had must not stay among what this one has
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Excludes: "\specimen.toml"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Specimen"; Filename: "{app}\specimen.exe"

[Run]
Filename: "{app}\specimen.exe"; Description: "{cm:LaunchProgram,Specimen}"; Flags: nowait postinstall skipifsilent
